"""What is held of a person: shown to them, erased when they ask, deleted when it was kept long enough."""
