"""How long the properties are tried: no deadlines, which only measure the machine."""

from hypothesis import settings

settings.register_profile("postil", deadline=None)
settings.register_profile("torture", deadline=None, max_examples=5000)
settings.load_profile("postil")
