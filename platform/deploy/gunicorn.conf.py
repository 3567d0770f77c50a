"""The web server of production."""

import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("COMMONS_WEB_WORKERS", "2"))
threads = int(os.environ.get("COMMONS_WEB_THREADS", "8"))
timeout = 60
graceful_timeout = 30
keepalive = 75  # longer than the proxy's, so that the proxy closes first
max_requests, max_requests_jitter = 2000, 200
control_socket_disable = True  # it would be written into the home folder
accesslog = None  # the site's own lines tell of requests, without addresses
worker_tmp_dir = "/dev/shm"  # noqa: S108 - heartbeats must not wait for a disk
