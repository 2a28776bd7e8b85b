/** The completion of a shell. */
export interface ShellScript {
  readonly shell: string;
  readonly script: string;
  /** How a person installs it. */
  readonly howTo: readonly (readonly [line: string, doc: string])[];
}

const BASH = `# Completes millrace in bash.
_millrace_complete() {
  local line kind="" words=() current="\${COMP_WORDS[COMP_CWORD]}"
  while IFS= read -r line; do
    case "$line" in
      :files) kind=files ;;
      :folders) kind=folders ;;
      *) words+=("\${line%%$'\\t'*}") ;;
    esac
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  case "$kind" in
    files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
    folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current") ;;
    *) COMPREPLY=("\${words[@]}") ;;
  esac
}
complete -F _millrace_complete millrace mlflow`;

const ZSH = `#compdef millrace mlflow
# Completes millrace in zsh.
_millrace_complete() {
  local line
  local -a found
  for line in "\${(@f)$("\${words[1]}" __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      :files) _files; return ;;
      :folders) _files -/; return ;;
      ?*) found+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  _describe millrace found
}
compdef _millrace_complete millrace mlflow`;

const FISH = `# Completes millrace in fish.
function __millrace_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in ($words[1] __complete -- $words[2..-1] 2>/dev/null)
    switch $line
      case :files
        __fish_complete_path (commandline -ct)
      case :folders
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c millrace -f -a '(__millrace_complete)'
complete -c mlflow -f -a '(__millrace_complete)'`;

/** The shells that can be completed in. The scripts know nothing of the commands: they ask `millrace __complete`. */
export const SCRIPTS: readonly ShellScript[] = [
  {
    shell: "bash",
    script: BASH,
    howTo: [["completion bash > ~/.local/share/bash-completion/completions/millrace", "Install it for good"]],
  },
  {
    shell: "zsh",
    script: ZSH,
    howTo: [['completion zsh > "${fpath[1]}/_millrace"', "Install it for good"]],
  },
  {
    shell: "fish",
    script: FISH,
    howTo: [["completion fish > ~/.config/fish/completions/millrace.fish", "Install it for good"]],
  },
];
