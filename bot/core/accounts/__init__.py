"""Whether an account is really the organisation's."""
