#ifndef HINDCAST_CSIMDJSON_H
#define HINDCAST_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a node of the index is.
enum {
  HC_JSON_NULL = 0,
  HC_JSON_FALSE = 1,
  HC_JSON_TRUE = 2,
  HC_JSON_NUMBER = 3,
  HC_JSON_STRING = 4,          // raw span without quotes, no escapes
  HC_JSON_STRING_ESCAPED = 5,  // raw span without quotes, has backslashes
  HC_JSON_ARRAY = 6,
  HC_JSON_OBJECT = 7,
  HC_JSON_KEY = 8,             // an object's key; the next node is its value
  HC_JSON_KEY_ESCAPED = 9,
};

/// One node of a document, in document order. Containers are followed by their children.
typedef struct {
  uint32_t start;  // first byte of the raw text; for strings and keys, after the quote
  uint32_t end;    // past the last byte; for strings and keys, before the closing quote
  uint32_t next;   // index of the node after this one and all its children
  uint32_t kind;
} hc_json_node;

typedef struct hc_json_parser hc_json_parser;

/// The error of a text nested deeper than it may be.
enum { HC_JSON_ERROR_TOO_DEEP = 100 };

/// Bytes that must be readable past the end of every parsed text.
size_t hc_json_padding(void);

hc_json_parser *hc_json_parser_create(void);
void hc_json_parser_free(hc_json_parser *parser);

/// Parses and validates `length` bytes at `bytes` (one JSON document, `hc_json_padding()` readable
/// bytes after it) into the parser's reused index. Returns 0, or an error number for
/// `hc_json_error_message`; then `*error_offset` is the byte where it was found.
int hc_json_parse(hc_json_parser *parser, const uint8_t *bytes, size_t length,
                  uint32_t depth_max, size_t *error_offset);

/// The nodes of the last parse, valid until the next one.
const hc_json_node *hc_json_nodes(const hc_json_parser *parser);
size_t hc_json_node_count(const hc_json_parser *parser);

/// What an error number means, in lower case and without a final stop.
const char *hc_json_error_message(int error);

#ifdef __cplusplus
}
#endif

#endif
