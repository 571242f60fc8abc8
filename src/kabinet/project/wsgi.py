import gc
import os

from django.core.wsgi import get_wsgi_application

#: So many new objects, about two pages of them, are made before the collector looks for cycles among them.
_NEW_OBJECTS = 20_000

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kabinet.project.settings")
application = get_wsgi_application()

# What the start has made stays to the end; the collector need not look at it again with every page.
gc.collect()
gc.freeze()
gc.set_threshold(_NEW_OBJECTS)
