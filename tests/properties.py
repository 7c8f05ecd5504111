"""How many examples a property is tried on: as many as the profile says, or a quarter where each takes long."""

from hypothesis import HealthCheck, settings

few = settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
