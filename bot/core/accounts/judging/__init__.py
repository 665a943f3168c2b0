"""The verdict on one reference, by what kind of reference it is."""
