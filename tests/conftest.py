"""How long the properties are tried: no time limits, which only measure the machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("postil", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("torture", settings.get_profile("postil"), max_examples=5000)
settings.load_profile("postil")
