"""The few kinds of errors; each message says what is wrong, where, and what to do."""


class MadoguchiError(Exception):
    """Something an operator can mend; shown as one line, without a traceback."""


class SettingsError(MadoguchiError):
    """A setting is missing or malformed."""


class ContentError(MadoguchiError):
    """Something in knowledge/ or intents.yaml is wrong; may carry several lines, one a finding."""


class StoreError(MadoguchiError):
    """The database cannot be used as it is."""
