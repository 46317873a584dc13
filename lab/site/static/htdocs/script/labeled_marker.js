/* Markers with a label on a map: not imitated. */
