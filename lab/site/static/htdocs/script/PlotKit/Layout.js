/* What the curves build on: nothing here needs it. */
