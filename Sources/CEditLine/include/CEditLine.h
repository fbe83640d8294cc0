#ifndef HINDCAST_CEDITLINE_H
#define HINDCAST_CEDITLINE_H

#include <histedit.h>
#include <stdio.h>
#include <wchar.h>

// The functions of libedit that take variable arguments, each with the ones that are used here, and
// the streams of C.

typedef char *(*hc_prompt_function)(EditLine *);
typedef int (*hc_reader_function)(EditLine *, wchar_t *);
typedef unsigned char (*hc_key_function)(EditLine *, int);

// An editor of the process's terminal; NULL where there is none.
EditLine *hc_editor(const char *program);
// Writes to the stream that the editor draws on.
void hc_write(const char *text);
// The prompt; `literal` stands around what takes no room, such as colors.
int hc_set_prompt(EditLine *editor, hc_prompt_function prompt, char literal);
// "emacs" or "vi".
int hc_set_editor(EditLine *editor, const char *name);
int hc_set_client_data(EditLine *editor, void *data);
void *hc_client_data(EditLine *editor);
// What reads a character: 1 for one, 0 for the end, -1 for a failure.
int hc_set_reader(EditLine *editor, hc_reader_function reader);
int hc_add_function(
  EditLine *editor, const char *name, const char *help, hc_key_function function
);
int hc_bind(EditLine *editor, const char *key, const char *function);
// Puts the terminal into the mode of editing (1) or back (0).
int hc_prepare_terminal(EditLine *editor, int is_prepared);
int hc_refresh(EditLine *editor);
int hc_use_history(EditLine *editor, History *history);
int hc_history_set_size(History *history, int count);
int hc_history_set_unique(History *history, int is_unique);
int hc_history_enter(History *history, const char *line);

#endif
