# Hindcast as a small image: the README's build, with Swift's library linked in.
#
#   docker build --tag hindcast .
#   docker run --rm --volume hindcast:/data hindcast --help

FROM swift:6.3-bookworm AS build
WORKDIR /source
COPY .ci/install-dependencies .ci/install-dependencies
RUN .ci/install-dependencies
COPY . .
RUN swift build -c release --product hindcast --static-swift-stdlib
RUN mkdir /image \
 && cp "$(swift build -c release --show-bin-path)/hindcast" /image/ \
 && cp -R "$(swift build -c release --show-bin-path)/hindcast_hindcast.resources" /image/

FROM debian:bookworm-slim
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
    ca-certificates libsqlite3-0 libzstd1 libsimdjson14 zlib1g libedit2 \
 && rm -rf /var/lib/apt/lists/* \
 && groupadd --gid 65532 hindcast \
 && useradd --uid 65532 --gid 65532 --home-dir /data --create-home hindcast
COPY --from=build /image /usr/local/lib/hindcast
ENV PATH=/usr/local/lib/hindcast:$PATH
ENV HINDCAST_STORE=/data/hindcast.db
USER 65532:65532
VOLUME /data
WORKDIR /data
ENTRYPOINT ["hindcast"]
CMD ["record"]
