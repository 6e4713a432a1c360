from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The project itself: the only place that knows all apps, home of the commands that span them."""

    name = "config"
    verbose_name = "Hệ thống"
