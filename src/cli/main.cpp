#include "cli/app.h"

int main(int argc, char** argv) { return logonloom::RunApp(argc, argv); }
