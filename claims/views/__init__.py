"""The newsroom's screens, one file each."""
