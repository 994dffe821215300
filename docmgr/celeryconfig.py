"""Celery's settings. The row is the job and the message a doorbell, so delivery is never asked to be reliable."""

from django.conf import settings
from kombu import Queue
from kombu.transport import TRANSPORT_ALIASES

from docmgr.extraction.engine.footprint import weights_mb

broker_url = settings.BROKER_URL or "memory://localhost//"
TRANSPORT_ALIASES.update(dict.fromkeys(("redis", "rediss"), "docmgr.pipeline.worker.redis_broker:Transport"))
task_serializer = "json"
accept_content = ["json"]
task_ignore_result = True
task_acks_late = False  # redelivery is the sweeper's business: a poisonous file must not come back for ever
task_publish_retry = False
broker_connection_timeout = 2
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # a worker outlives its broker
worker_pool = "docmgr.pipeline.worker.pool:TaskPool"
worker_prefetch_multiplier = 1
worker_max_tasks_per_child = 500
# KiB. A process that grew is replaced between documents; one that just holds its models would be so after each.
worker_max_memory_per_child = (settings.WORKER_MEMORY_MB + weights_mb()) * 1024
worker_enable_remote_control = False
worker_lost_wait = 1.0
worker_hijack_root_logger = False
worker_cancel_long_running_tasks_on_connection_loss = False  # the broker is gone, the document is not
# The last resort: a reading ends itself before (pipeline.worker.heartbeat).
task_time_limit = 1.1 * (settings.JOB_TIME_LIMIT + settings.PAGE_SECONDS * settings.MAX_PAGES)
worker_concurrency = settings.WORKER_PROCESSES
task_default_queue = "default"
task_queues = [Queue("default"), Queue("ocr.cpu")]  # what a worker listens to unless told otherwise by -Q
task_routes = {"docmgr.pipeline.tasks.process_run": {"queue": "ocr.cpu"}}
broker_transport_options = {
    "memory": {"polling_interval": 0.1},
    "redis": {"socket_timeout": 5, "socket_connect_timeout": 2, "socket_keepalive": True, "visibility_timeout": 3600},
    "amqp": {"confirm_publish": True, "connect_timeout": 2},
}.get(broker_url.split(":")[0].removesuffix("s"), {})
