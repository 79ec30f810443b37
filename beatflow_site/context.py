"""What every page's shell needs: the sidebar and the queue."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Evaluated only where a template asks: pages without a sidebar pay nothing."""
    return {}
