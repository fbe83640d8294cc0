#ifndef HINDCAST_CZSTD_H
#define HINDCAST_CZSTD_H

// ZSTD_CCtx_refPrefix and ZSTD_DCtx_refPrefix are part of the advanced interface.
#define ZSTD_STATIC_LINKING_ONLY
#include <zstd.h>

#endif
