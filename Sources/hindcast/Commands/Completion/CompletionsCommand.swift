import ArgumentParser

/// `hindcast completions`.
struct CompletionsCommand: ParsableCommand {
  /// A shell that completes command lines.
  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash
    case zsh
    case fish

    /// The shell, as the parser of command lines knows it.
    var completionShell: CompletionShell {
      switch self {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print a script that completes command lines in bash, zsh or fish.",
    discussion: """
      Put it where the shell looks, and open a new shell:
        cd ~/.local/share/bash-completion/completions
        hindcast completions bash > hindcast
      or
        hindcast completions zsh > ~/.zfunc/_hindcast
      or
        hindcast completions fish > ~/.config/fish/completions/hindcast.fish

      bash needs the package bash-completion for that; without it, load the script
      in ~/.bashrc:
        source <(hindcast completions bash)
      zsh looks in ~/.zfunc where ~/.zshrc says so, before compinit:
        fpath=(~/.zfunc $fpath)
        autoload -Uz compinit && compinit

      Commands, options, files, and fixed values are completed; so are saved
      queries, the clusters of the store, and the contexts of the kubeconfig.
      """
  )

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() throws {
    Output.write(Hindcast.completionScript(for: shell.completionShell) + "\n")
  }
}
