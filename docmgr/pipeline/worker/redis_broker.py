"""Redis as a broker whose loss a worker notices.

A worker fetches no further message while it holds as many unconfirmed ones as it may, and hears that Redis is gone only
while it waits for one. Where Redis went between a message and its confirmation, kombu keeps that message among the
unconfirmed: the worker waited for ever, also after Redis had come back.
"""

from __future__ import annotations

from kombu.transport import redis, virtual


class QoS(redis.QoS):
    def ack(self, delivery_tag: str) -> None:
        """Whatever comes of it, the message counts no longer: it is a doorbell, and was heard."""
        try:
            super().ack(delivery_tag)
        except self.channel.connection_errors:
            virtual.QoS.ack(self, delivery_tag)
            raise


class Channel(redis.Channel):
    QoS = QoS


class Transport(redis.Transport):
    Channel = Channel
