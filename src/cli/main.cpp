#include "cli/app.h"

#include <string>
#include <vector>

#include "platform/terminal.h"

int main(int argc, char** argv) {
  logonloom::PrepareOutput();
  const std::vector<std::string> arguments = logonloom::Arguments(argc, argv);
  std::vector<const char*> pointers;
  for (const std::string& argument : arguments) pointers.push_back(argument.c_str());
  pointers.push_back(nullptr);
  return logonloom::RunApp(static_cast<int>(arguments.size()), pointers.data());
}
