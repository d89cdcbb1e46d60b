"""The settings of the shop in Django. Two of the three lines that connect the errors are here; they are marked."""

SECRET_KEY = "only for an example"  # noqa: S105 -- nobody runs the example in public
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
ROOT_URLCONF = "django_service"
INSTALLED_APPS = ["rest_framework", "drf_spectacular"]
MIDDLEWARE = [
    "errors_django.ErrorMiddleware",  # 1
    "django.middleware.common.CommonMiddleware",
]
REST_FRAMEWORK = {
    "EXCEPTION_HANDLER": "errors_django.exception_handler",  # 2
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {"TITLE": "Shop", "VERSION": "1", "OAS_VERSION": "3.1.0"}
