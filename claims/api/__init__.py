"""The newsroom for programs: JSON over the same actions and rules as its screens."""
