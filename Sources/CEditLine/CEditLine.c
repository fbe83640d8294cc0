#include "CEditLine.h"

// What Swift cannot call: functions with variable arguments, and the streams of C.

EditLine *hc_editor(const char *program) {
  return el_init(program, stdin, stdout, stderr);
}

void hc_write(const char *text) {
  fputs(text, stdout);
  fflush(stdout);
}

int hc_set_prompt(EditLine *editor, hc_prompt_function prompt, char literal) {
  return el_set(editor, EL_PROMPT_ESC, prompt, literal);
}

int hc_set_editor(EditLine *editor, const char *name) {
  return el_set(editor, EL_EDITOR, name);
}

int hc_set_client_data(EditLine *editor, void *data) {
  return el_set(editor, EL_CLIENTDATA, data);
}

void *hc_client_data(EditLine *editor) {
  void *data = NULL;
  return el_get(editor, EL_CLIENTDATA, &data) == 0 ? data : NULL;
}

int hc_set_reader(EditLine *editor, hc_reader_function reader) {
  return el_set(editor, EL_GETCFN, reader);
}

int hc_add_function(
  EditLine *editor, const char *name, const char *help, hc_key_function function
) {
  return el_set(editor, EL_ADDFN, name, help, function);
}

int hc_bind(EditLine *editor, const char *key, const char *function) {
  return el_set(editor, EL_BIND, key, function, NULL);
}

int hc_prepare_terminal(EditLine *editor, int is_prepared) {
  return el_set(editor, EL_PREP_TERM, is_prepared);
}

int hc_refresh(EditLine *editor) {
  return el_set(editor, EL_REFRESH);
}

int hc_use_history(EditLine *editor, History *history_) {
  return el_set(editor, EL_HIST, history, history_);
}

int hc_history_set_size(History *history_, int count) {
  HistEvent event;
  return history(history_, &event, H_SETSIZE, count);
}

int hc_history_set_unique(History *history_, int is_unique) {
  HistEvent event;
  return history(history_, &event, H_SETUNIQUE, is_unique);
}

int hc_history_enter(History *history_, const char *line) {
  HistEvent event;
  return history(history_, &event, H_ENTER, line);
}
