// The letters of UTF-8 text, one by one and whatever their case. Windows compares the names of
// accounts, domains and computers so, letter by letter and the same in all locales.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace logonloom {

// How many bytes the first letter of a text that is not empty takes; 1 for bytes that are no UTF-8.
std::size_t LetterSize(std::string_view text);

// The small letter of a capital of the Latin, Greek, Cyrillic and Armenian alphabets that takes as
// many bytes, both sigmas being one; other code points as they are.
std::uint32_t SmallLetter(std::uint32_t code);

// As UTF-8 in place, all letters of `text`; those of ASCII too.
void MakeLettersSmall(char* text, std::size_t size);

// Texts of one size.
bool SameLetters(std::string_view a, std::string_view b);

}  // namespace logonloom
