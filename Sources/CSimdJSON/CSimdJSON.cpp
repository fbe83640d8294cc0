#include "CSimdJSON.h"

#include <simdjson.h>

#include <cstring>
#include <memory>

struct hc_json_parser {
  std::unique_ptr<simdjson::internal::dom_parser_implementation> tokens;
  std::unique_ptr<hc_json_node[]> nodes;
  size_t node_capacity = 0;
  size_t node_count = 0;
};

namespace {

enum error : int {
  none = 0,
  text_empty,
  text_too_long,
  text_not_utf8,
  text_incomplete,
  root_is_scalar,
  trailing_content,
  too_deep = HC_JSON_ERROR_TOO_DEEP,
  value_expected,
  key_expected,
  colon_expected,
  comma_or_bracket_expected,
  comma_or_brace_expected,
  unknown_word,
  malformed_number,
  unknown_escape,
  half_surrogate,
  control_character,
  string_unclosed,
  no_memory,
};

const char *message(int error) {
  switch (error) {
    case text_empty: return "found no text, expected a document";
    case text_too_long: return "the text is longer than 4 GB";
    case text_not_utf8: return "found bytes that are not UTF-8";
    case text_incomplete: return "the text ends inside an object or array";
    case root_is_scalar: return "the document is neither an object nor an array";
    case trailing_content: return "found more text after the document";
    case too_deep: return "the document is nested too deep";
    case value_expected: return "expected a value";
    case key_expected: return "expected a key in quotes";
    case colon_expected: return "expected `:` after the key";
    case comma_or_bracket_expected: return "expected `,` or `]` after the element";
    case comma_or_brace_expected: return "expected `,` or `}` after the member";
    case unknown_word: return "found a word other than `true`, `false` and `null`";
    case malformed_number: return "found a malformed number";
    case unknown_escape: return "found an escape that JSON does not have";
    case half_surrogate: return "found half of a surrogate pair";
    case control_character: return "found a control character inside a string";
    case string_unclosed: return "found a string without its closing quote";
    case no_memory: return "no memory for the document";
    default: return "the document could not be read";
  }
}

bool is_space(uint8_t byte) {
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

// The value of four hexadecimal digits, or -1.
int hexadecimal(const uint8_t *bytes) {
  int value = 0;
  for (int i = 0; i < 4; i++) {
    uint8_t byte = bytes[i];
    int digit = is_digit(byte)                 ? byte - '0'
                : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                             : -1;
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

// Walks the tokens of one document and writes its nodes.
//
// simdjson's first stage has found the tokens, with the best instructions of the processor that
// runs it: the position of each bracket, colon, comma, opening quote, and first byte of any other
// scalar. It has checked that the bytes are UTF-8, that quotes match, and that strings hold no
// control characters. The rest of the grammar is checked here.
struct walker {
  hc_json_node *nodes;  // room for one of each token, and no token makes more
  const uint8_t *base;
  const uint32_t *token;
  const uint32_t *token_end;
  uint32_t length;
  uint32_t depth_max;
  uint32_t node_count = 0;
  uint32_t error_offset = 0;

  uint32_t push(uint32_t kind, uint32_t start, uint32_t end) {
    uint32_t index = node_count++;
    nodes[index] = {start, end, node_count, kind};
    return index;
  }

  error fail(error error, uint32_t offset) {
    error_offset = offset;
    return error;
  }

  // Another token than expected, or none.
  error unexpected(error error) {
    return fail(token < token_end ? error : text_incomplete, here());
  }

  // The first byte of the next token, 0 past the last one.
  uint8_t peek() const { return token < token_end ? base[*token] : 0; }

  // The position of the next token, or the end of the text.
  uint32_t here() const { return token < token_end ? *token : length; }

  // Where the scalar ends that stands before the next token.
  uint32_t scalar_end() const {
    uint32_t end = here();
    while (is_space(base[end - 1])) end--;
    return end;
  }

  error value(uint32_t depth) {
    switch (peek()) {
      case '{': return object(depth);
      case '[': return array(depth);
      case '"': return string(HC_JSON_STRING);
      case 't': return word("true", 4, HC_JSON_TRUE);
      case 'f': return word("false", 5, HC_JSON_FALSE);
      case 'n': return word("null", 4, HC_JSON_NULL);
      default: break;
    }
    if (peek() == '-' || is_digit(peek())) return number();
    bool is_word = (peek() | 32) >= 'a' && (peek() | 32) <= 'z';
    return unexpected(is_word ? unknown_word : value_expected);
  }

  error array(uint32_t depth) {
    if (depth >= depth_max) return fail(too_deep, *token);
    uint32_t index = push(HC_JSON_ARRAY, *token++, 0);
    if (peek() != ']') {
      while (true) {
        if (auto error = value(depth + 1)) return error;
        if (peek() != ',') break;
        token++;
      }
    }
    return close(index, ']', comma_or_bracket_expected);
  }

  error object(uint32_t depth) {
    if (depth >= depth_max) return fail(too_deep, *token);
    uint32_t index = push(HC_JSON_OBJECT, *token++, 0);
    if (peek() != '}') {
      while (true) {
        if (peek() != '"') return unexpected(key_expected);
        if (auto error = string(HC_JSON_KEY)) return error;
        if (peek() != ':') return unexpected(colon_expected);
        token++;
        if (auto error = value(depth + 1)) return error;
        if (peek() != ',') break;
        token++;
      }
    }
    return close(index, '}', comma_or_brace_expected);
  }

  error close(uint32_t index, uint8_t bracket, error error) {
    if (peek() != bracket) return unexpected(error);
    nodes[index].end = *token++ + 1;
    nodes[index].next = node_count;
    return none;
  }

  error string(uint32_t kind) {
    static_assert(HC_JSON_STRING + 1 == HC_JSON_STRING_ESCAPED, "escaped follows plain");
    static_assert(HC_JSON_KEY + 1 == HC_JSON_KEY_ESCAPED, "escaped follows plain");
    uint32_t start = *token++ + 1;
    uint32_t end = scalar_end() - 1;
    if (end < start || base[end] != '"') return fail(string_unclosed, start - 1);
    bool is_escaped = std::memchr(base + start, '\\', end - start) != nullptr;
    if (is_escaped) {
      if (auto error = escapes(start, end)) return error;
    }
    push(is_escaped ? kind + 1 : kind, start, end);
    return none;
  }

  error escapes(uint32_t start, uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
      if (base[i] != '\\') continue;
      uint32_t backslash = i++;
      switch (i < end ? base[i] : 0) {
        case '"':
        case '\\':
        case '/':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't': continue;
        case 'u': break;
        default: return fail(unknown_escape, backslash);
      }
      int unit = end - i > 4 ? hexadecimal(base + i + 1) : -1;
      if (unit < 0) return fail(unknown_escape, backslash);
      i += 4;
      if (unit < 0xd800 || unit > 0xdfff) continue;
      bool has_other = unit < 0xdc00 && end - i > 6 && base[i + 1] == '\\' && base[i + 2] == 'u';
      int other = has_other ? hexadecimal(base + i + 3) : -1;
      if (other < 0xdc00 || other > 0xdfff) return fail(half_surrogate, backslash);
      i += 6;
    }
    return none;
  }

  error word(const char *text, uint32_t size, uint32_t kind) {
    uint32_t start = *token++;
    uint32_t end = scalar_end();
    if (end - start != size || std::memcmp(base + start, text, size) != 0) {
      return fail(unknown_word, start);
    }
    push(kind, start, end);
    return none;
  }

  // Numbers are kept as they are written, whatever their size.
  error number() {
    uint32_t start = *token++;
    uint32_t end = scalar_end();
    uint32_t i = start;
    if (base[i] == '-') i++;
    if (i < end && base[i] == '0') {
      i++;
    } else if (!digits(i, end)) {
      return fail(malformed_number, start);
    }
    if (i < end && base[i] == '.' && !digits(++i, end)) return fail(malformed_number, start);
    if (i < end && (base[i] == 'e' || base[i] == 'E')) {
      i++;
      if (i < end && (base[i] == '+' || base[i] == '-')) i++;
      if (!digits(i, end)) return fail(malformed_number, start);
    }
    if (i != end) return fail(malformed_number, start);
    push(HC_JSON_NUMBER, start, end);
    return none;
  }

  // Passes over digits; returns whether there was one.
  bool digits(uint32_t &i, uint32_t end) const {
    uint32_t first = i;
    while (i < end && is_digit(base[i])) i++;
    return i > first;
  }
};

// Makes room for the tokens of a text of that length.
simdjson::error_code reserve(hc_json_parser &parser, size_t length) {
  constexpr size_t depth_unused = 1;
  if (!parser.tokens) {
    return simdjson::get_active_implementation()->create_dom_parser_implementation(
        length, depth_unused, parser.tokens);
  }
  size_t capacity = parser.tokens->capacity();
  if (capacity >= length) return simdjson::SUCCESS;
  return parser.tokens->allocate(length > 2 * capacity ? length : 2 * capacity, depth_unused);
}

// How many bytes from the beginning are UTF-8.
size_t valid_prefix(const uint8_t *bytes, size_t length) {
  static constexpr uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  size_t i = 0;
  while (i < length) {
    uint8_t lead = bytes[i];
    if (lead >= 0x80 && (lead < 0xc2 || lead > 0xf4)) return i;
    size_t more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (length - i <= more) return i;
    uint32_t scalar = more == 0 ? lead : lead & (0x3f >> more);
    for (size_t k = 1; k <= more; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) return i;
      scalar = scalar << 6 | (bytes[i + k] & 0x3f);
    }
    bool is_surrogate = scalar >= 0xd800 && scalar <= 0xdfff;
    if (scalar < least[more] || scalar > 0x10ffff || is_surrogate) return i;
    i += more + 1;
  }
  return length;
}

// Where the first stage stumbled, which does not say so itself.
error locate(const uint8_t *bytes, size_t length, simdjson::error_code code, size_t *offset) {
  bool in_string = false;
  size_t quote = 0;
  switch (code) {
    case simdjson::UTF8_ERROR:
      *offset = valid_prefix(bytes, length);
      return text_not_utf8;
    case simdjson::UNCLOSED_STRING:
    case simdjson::UNESCAPED_CHARS:
      for (size_t i = 0; i < length; i++) {
        if (in_string && bytes[i] < 32) {
          *offset = i;
          return control_character;
        }
        if (in_string && bytes[i] == '\\') i++;
        else if (bytes[i] == '"') {
          in_string = !in_string;
          quote = i;
        }
      }
      *offset = quote;
      return string_unclosed;
    case simdjson::EMPTY: return text_empty;
    default: return no_memory;
  }
}

}  // namespace

extern "C" {

size_t hc_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

hc_json_parser *hc_json_parser_create(void) { return new hc_json_parser(); }

void hc_json_parser_free(hc_json_parser *parser) { delete parser; }

int hc_json_parse(hc_json_parser *parser, const uint8_t *bytes, size_t length, uint32_t depth_max,
                  size_t *error_offset) {
  parser->node_count = 0;
  *error_offset = 0;
  if (length == 0) return text_empty;
  if (length >= UINT32_MAX) return text_too_long;
  if (reserve(*parser, length)) return no_memory;
  if (auto code = parser->tokens->stage1(bytes, length, simdjson::stage1_mode::regular)) {
    return locate(bytes, length, code, error_offset);
  }
  size_t token_count = parser->tokens->n_structural_indexes;
  if (parser->node_capacity < token_count) {
    parser->node_capacity = 2 * token_count;
    parser->nodes.reset(new hc_json_node[parser->node_capacity]);
  }
  const uint32_t *first = parser->tokens->structural_indexes.get();
  walker walk{parser->nodes.get(), bytes,           first, first + token_count,
              uint32_t(length),    depth_max};
  *error_offset = walk.here();
  if (walk.peek() != '{' && walk.peek() != '[') return root_is_scalar;
  error error = walk.value(0);
  if (!error && walk.token < walk.token_end) error = walk.fail(trailing_content, walk.here());
  *error_offset = walk.error_offset;
  if (!error) parser->node_count = walk.node_count;
  return error;
}

const hc_json_node *hc_json_nodes(const hc_json_parser *parser) { return parser->nodes.get(); }

size_t hc_json_node_count(const hc_json_parser *parser) { return parser->node_count; }

const char *hc_json_error_message(int error) { return message(error); }

}  // extern "C"
