# docmgr in one image: the web server, the worker and the directory synchronisation are three commands of it.
# docker build -t docmgr .            without CUDA
# docker build --build-arg TORCH_INDEX=https://download.pytorch.org/whl/cu130 -t docmgr:cuda .
FROM python:3.11-slim-bookworm AS build
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
RUN apt-get update && apt-get install -y --no-install-recommends gcc libldap-dev libsasl2-dev gettext \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.txt constraints.txt ./
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir "$(grep '^torch==' requirements.txt | cut -d' ' -f1)" --index-url "$TORCH_INDEX" \
    && .venv/bin/pip install --no-cache-dir -r requirements.txt -c constraints.txt
COPY docmgr/locale docmgr/locale
COPY scripts/setup/messages.sh scripts/setup/messages.sh
RUN scripts/setup/messages.sh

FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends libldap-2.5-0 libsasl2-2 libgomp1 bubblewrap \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data docmgr && install -d -o docmgr -g docmgr /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY . .
COPY --from=build /app/docmgr/locale docmgr/locale
ENV PATH=/app/.venv/bin:$PATH DOCMGR_DATA=/data DOCMGR_ADDRESS=0.0.0.0 PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER docmgr
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"
# Without further arguments everything runs in one container; deploy/compose.yaml gives each part its own.
CMD ["python", "manage.py", "serve", "--prepare"]
