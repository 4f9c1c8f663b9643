"""What anybody may see: no account, no cookie, no script. `access.public` is the door."""
