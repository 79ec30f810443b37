"""The web process: Django for HTTP, Channels for WebSockets."""

import os
import warnings

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "beatflow_site.settings")
# WhiteNoise hands small static files over in one go, which is what this warns of.
warnings.filterwarnings("ignore", "StreamingHttpResponse must consume synchronous iterators")
django_app = get_asgi_application()

from channels.auth import AuthMiddlewareStack  # noqa: E402  needs the apps to be ready
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from channels.security.websocket import AllowedHostsOriginValidator  # noqa: E402
from django.conf import settings  # noqa: E402

from beatflow_site.lib.limits import limited  # noqa: E402
from generation.consumers import websocket_urls  # noqa: E402

http = limited(django_app, settings.REQUEST_LIMIT_BYTES)

application = ProtocolTypeRouter(
    {"http": http, "websocket": AllowedHostsOriginValidator(AuthMiddlewareStack(URLRouter(websocket_urls)))}
)
