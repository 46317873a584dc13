/* Suggests tags for a blog entry while somebody types: not imitated. */
