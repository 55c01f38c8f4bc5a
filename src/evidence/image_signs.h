// Whether a file is the image of a disk, by its content.
#pragma once

#include <cstdint>
#include <string>

#include "logonloom/record.h"

namespace logonloom {

enum class ImageKind : std::uint8_t { kNoImage, kRaw, kEwf, kVmdk, kVhd };

// Raw images by their first sectors: a partition table, NTFS or BitLocker. Of the others only the
// part that leads to the rest is one. Sources: the libewf, libvmdk and libvhdi documentation of the
// formats.
ImageKind ImageKindOf(EvidenceSource& source);

// A later part of an image in several files.
bool IsLaterPart(EvidenceSource& source);

// Why an image must not be opened though it is one, a sentence and what to do; empty if it may. A
// VMDK may name any files as its parts, and only those that lie beside it are taken.
std::string WhyNotToOpen(EvidenceSource& source, ImageKind kind);

}  // namespace logonloom
