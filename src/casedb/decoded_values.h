// What numbers and constants in events mean, in English. The tables go into the case as
// `decoded_values`, so that SQL can join them with the raw values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace logonloom {

struct DecodedValue {
  std::string_view name;   // «nt_status»
  std::string_view value;  // as the views show it: «0xc000006a», «%%1936», «3»
  std::string_view meaning;
};

// Statuses of NTSTATUS and Kerberos, encryption types, ticket options, logon types.
std::span<const DecodedValue> AuthenticationValues();
// Constants of message tables (%%n), access rights as bits; classes and rights of the directory.
std::span<const DecodedValue> AccessValues();
// Privileges, flags of accounts, well-known SIDs and RIDs, named pipes.
std::span<const DecodedValue> AccountValues();

// Names of the bits of an access mask, separated by one space; «0x…» for bits without a name.
// `kind` as in ObjectAccess, `type` as logged: a key's and a process's bits mean other things than
// a file's. Empty for 0.
std::string AccessNames(std::string_view kind, std::string_view type, std::uint32_t mask);

// The rights of the directory that a list of 4662 names; unknown ones are passed over.
std::vector<std::string_view> DirectoryRights(std::string_view properties);

// What a named pipe is known for, by its name without case; empty if it is not known.
std::string_view PipeMeaning(std::string_view pipe);

}  // namespace logonloom
