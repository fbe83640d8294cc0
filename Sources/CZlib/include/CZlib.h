#ifndef HINDCAST_CZLIB_H
#define HINDCAST_CZLIB_H

#include <zlib.h>

#endif
