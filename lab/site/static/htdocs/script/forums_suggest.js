/* Suggests tags for a topic while somebody types: not imitated. */
