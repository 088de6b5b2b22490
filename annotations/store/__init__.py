"""Where annotations persist: one durable, mergeable file per article."""
