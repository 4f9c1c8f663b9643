"""What a verification run works out of what it found: pure functions over plain data, so that they replay."""
