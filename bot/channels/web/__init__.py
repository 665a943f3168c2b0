"""The bot on the web: one server for the webhook, the health checks and the metrics."""
