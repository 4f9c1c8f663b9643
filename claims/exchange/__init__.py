"""The whole newsroom as plain lines, out of one instance and into another."""
