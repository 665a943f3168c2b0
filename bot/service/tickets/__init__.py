"""An enquiry: its card, its state, the account it reports, what belongs to it."""
