// The man page and the completions of shells, from the parser itself. Made at build time.
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/replace_all.h"
#include "cli/app.h"
#include "cli/commands.h"
#include "cli/console.h"

namespace logonloom {
namespace {

using Commands = std::vector<const CLI::App*>;

struct Flag {
  std::string name, help;
  bool takes_value = false;
  std::vector<std::string> words;  // that the value can be
};

// The words of «{a,b,c}» in what CLI11 says of an option's type.
std::vector<std::string> WordsOf(const std::string& type) {
  std::vector<std::string> words;
  const std::size_t open = type.find('{'), close = type.find('}');
  if (open == std::string::npos || close == std::string::npos) return words;
  std::string word;
  for (const char c : type.substr(open + 1, close - open - 1) + ",") {
    if (c != ',') word += c;
    if (c == ',' && !word.empty()) words.push_back(std::exchange(word, {}));
  }
  return words;
}

std::vector<Flag> FlagsOf(const CLI::App& command) {
  std::vector<Flag> flags;
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_lnames().empty()) continue;
    Flag flag;
    flag.name = "--" + option->get_lnames().front();
    flag.help = option->get_description();
    flag.takes_value = option->get_items_expected_max() > 0;
    flag.words = WordsOf(option->get_type_name());
    flags.push_back(std::move(flag));
  }
  return flags;
}

std::string Bash(const Commands& commands) {
  std::string names, cases;
  for (const CLI::App* command : commands) {
    names += (names.empty() ? "" : " ") + command->get_name();
    std::string flags, values;
    for (const Flag& flag : FlagsOf(*command)) {
      flags += (flags.empty() ? "" : " ") + flag.name;
      if (!flag.words.empty())
        values +=
            fmt::format("        {}) words=\"{}\" ;;\n", flag.name, fmt::join(flag.words, " "));
    }
    cases += fmt::format(
        "    {})\n      flags=\"{}\"\n      case $previous in\n{}      esac\n      ;;\n",
        command->get_name(), flags, values);
  }
  return fmt::format(R"(# bash completion of logonloom
_logonloom() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}} flags="" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "{} --help --version" -- "$current"))
    return
  fi
  case ${{COMP_WORDS[1]}} in
{}  esac
  if [ -n "$words" ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  elif [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}}
complete -o filenames -F _logonloom logonloom
)",
                     names, cases);
}

std::string Quoted(const std::string& text) { return "'" + ReplaceAll(text, "'", "'\\''") + "'"; }

std::string Zsh(const Commands& commands) {
  std::string names, cases;
  for (const CLI::App* command : commands) {
    names += "    " + Quoted(command->get_name() + ":" + command->get_description()) + "\n";
    std::string flags;
    for (const Flag& flag : FlagsOf(*command)) {
      std::string help = ReplaceAll(ReplaceAll(flag.help, "[", "("), "]", ")");
      help = ReplaceAll(help, ":", "\\:");
      std::string spec = flag.name + "[" + help + "]";
      if (!flag.words.empty())
        spec += fmt::format(":word:({})", fmt::join(flag.words, " "));
      else if (flag.takes_value)
        spec += ":value:_files";
      flags += " \\\n      " + Quoted(spec);
    }
    cases += fmt::format("    {}) _arguments{} \\\n      '*:file:_files' ;;\n", command->get_name(),
                         flags);
  }
  return fmt::format(
      "#compdef logonloom\nlocal -a commands\ncommands=(\n{})\nif (( CURRENT == 2 )); then\n"
      "  _describe command commands\nelse\n  local name=$words[2]\n  shift words; (( CURRENT-- ))\n"
      "  case $name in\n{}  esac\nfi\n",
      names, cases);
}

std::string Fish(const Commands& commands) {
  std::string text = "# fish completion of logonloom\n";
  for (const CLI::App* command : commands) {
    text += fmt::format("complete -c logonloom -n __fish_use_subcommand -f -a {} -d {}\n",
                        command->get_name(), Quoted(command->get_description()));
    for (const Flag& flag : FlagsOf(*command)) {
      text += fmt::format("complete -c logonloom -n '__fish_seen_subcommand_from {}' -l {} -d {}",
                          command->get_name(), flag.name.substr(2), Quoted(flag.help));
      if (!flag.words.empty())
        text += fmt::format(" -x -a '{}'", fmt::join(flag.words, " "));
      else if (flag.takes_value)
        text += " -r";
      text += "\n";
    }
  }
  return text;
}

// Text for troff: backslashes and dots at the begin of a line mean something there.
std::string Troff(const std::string& text) {
  std::string safe = ReplaceAll(ReplaceAll(text, "\\", "\\e"), "-", "\\-");
  safe = ReplaceAll(safe, "\n.", "\n\\&.");
  return safe.starts_with('.') || safe.starts_with('\'') ? "\\&" + safe : safe;
}

std::string Man(const CLI::App& app, const Commands& commands) {
  std::string text = fmt::format(
      ".TH LOGONLOOM 1 \"\" \"logonloom {}\"\n.SH NAME\nlogonloom \\- logon sessions out of "
      "Windows event logs\n.SH SYNOPSIS\n.B logonloom\n.I COMMAND\n[\\fIOPTIONS\\fR]\n"
      ".SH DESCRIPTION\n{}\n.PP\nResults go to standard output, messages to standard error.\n",
      LOGONLOOM_VERSION, Troff(app.get_description()));
  text += ".SH COMMANDS\n";
  for (const CLI::App* command : commands) {
    text += fmt::format(".SS \"logonloom {}\"\n{}.\n", command->get_name(),
                        Troff(command->get_description()));
    for (const CLI::Option* option : command->get_options()) {
      const std::string name = option->get_name(false, true);
      text += fmt::format(".TP\n.B {}\n{}\n", Troff(name), Troff(option->get_description()));
    }
    text += fmt::format(".PP\n.nf\n{}\n.fi\n", Troff(command->get_footer()));
  }
  return text +
         ".SH EXIT STATUS\n.TP\n.B 0\nDone, nothing was lost.\n.TP\n.B 1\nDone, with losses.\n"
         ".TP\n.B 2\nNot done: the call is wrong. Nothing was changed.\n.TP\n.B 3\nStopped on the "
         "way.\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nNo colours, unless \\-\\-color always is "
         "given.\n.SH SEE ALSO\n.BR sqlite3 (1)\n";
}

int RunCompletion(const CLI::App& app, const CLI::App& self, const std::string& what) {
  Commands commands;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    if (command != &self) commands.push_back(command);
  DataOutput output("");
  if (what == "bash") output.Write(Bash(commands));
  if (what == "zsh") output.Write(Zsh(commands));
  if (what == "fish") output.Write(Fish(commands));
  if (what == "man") output.Write(Man(app, commands));
  output.Finish();
  return kComplete;
}

}  // namespace

void AddCompletionCommand(CLI::App& app, int& status) {
  auto what = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("completion", "Write the completion of a shell");
  command->add_option("FOR", *what, "bash, zsh, fish, or man for the manual page")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
  command->footer("Examples:\n  logonloom completion bash > /etc/bash_completion.d/logonloom");
  command->callback(
      [&app, command, what, &status] { status = RunCompletion(app, *command, *what); });
}

}  // namespace logonloom
