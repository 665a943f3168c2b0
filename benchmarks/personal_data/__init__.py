"""How much personal data is found in labelled messages: `python -m benchmarks.personal_data`."""
