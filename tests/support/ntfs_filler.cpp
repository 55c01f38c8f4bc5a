// Fills an NTFS image for tests, without mounting it: IMAGE (put FILE PATH | delete PATH)…
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

extern "C" {
#include <sys/stat.h>
#include <sys/types.h>
// The headers of the library lean on those above.
#include <ntfs-3g/attrib.h>
#include <ntfs-3g/dir.h>
#include <ntfs-3g/inode.h>
#include <ntfs-3g/unistr.h>
#include <ntfs-3g/volume.h>
}
#undef min
#undef max

namespace {

[[noreturn]] void Fail(const std::string& what) {
  throw std::runtime_error(what + ": " + std::strerror(errno));
}

struct Name {
  explicit Name(const std::string& text) : size(ntfs_mbstoucs(text.c_str(), &units)) {
    if (size < 0) Fail(text);
  }
  ~Name() { std::free(units); }
  Name(const Name&) = delete;
  Name& operator=(const Name&) = delete;

  ntfschar* units = nullptr;
  int size;
};

class Volume {
 public:
  explicit Volume(const char* image) : volume_(ntfs_mount(image, 0)) {
    if (volume_ == nullptr) Fail(image);
  }
  ~Volume() { ntfs_umount(volume_, FALSE); }
  Volume(const Volume&) = delete;
  Volume& operator=(const Volume&) = delete;

  void Put(const char* file, std::string_view path) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    ntfs_inode* inode = Open("/");
    while (path.find('/') != path.npos) {
      inode = Enter(inode, std::string(path.substr(0, path.find('/'))), S_IFDIR);
      path.remove_prefix(path.find('/') + 1);
    }
    inode = Enter(inode, std::string(path), S_IFREG);
    ntfs_attr* content = ntfs_attr_open(inode, AT_DATA, nullptr, 0);
    if (content == nullptr) Fail(file);
    const auto size = static_cast<s64>(bytes.size());
    if (ntfs_attr_pwrite(content, 0, size, bytes.data()) != size) Fail(file);
    ntfs_attr_close(content);
    ntfs_inode_close(inode);
  }

  void Delete(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const Name name(path.substr(slash == path.npos ? 0 : slash + 1));
    ntfs_inode* inode = Open(path);
    ntfs_inode* folder = Open(slash == path.npos ? "/" : path.substr(0, slash));
    // Closes both.
    if (ntfs_delete(volume_, path.c_str(), inode, folder, name.units,
                    static_cast<u8>(name.size)) != 0)
      Fail(path);
  }

 private:
  ntfs_inode* Open(const std::string& path) {
    ntfs_inode* inode = ntfs_pathname_to_inode(volume_, nullptr, path.c_str());
    if (inode == nullptr) Fail(path);
    return inode;
  }

  // The child of `folder` by that name, made if it is not there. Closes `folder`.
  ntfs_inode* Enter(ntfs_inode* folder, const std::string& text, mode_t type) {
    const Name name(text);
    ntfs_inode* child = ntfs_pathname_to_inode(volume_, folder, text.c_str());
    if (child == nullptr)
      child = ntfs_create(folder, 0, name.units, static_cast<u8>(name.size), type);
    if (child == nullptr) Fail(text);
    ntfs_inode_close(folder);
    return child;
  }

  ntfs_volume* volume_;
};

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 2) throw std::runtime_error("an image is needed");
    Volume volume(argv[1]);
    for (int i = 2; i < argc;) {
      const std::string_view command = argv[i];
      if (command == "put" && i + 2 < argc) {
        volume.Put(argv[i + 1], argv[i + 2]);
        i += 3;
      } else if (command == "delete" && i + 1 < argc) {
        volume.Delete(argv[i + 1]);
        i += 2;
      } else {
        throw std::runtime_error("there is no command " + std::string(command));
      }
    }
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "ntfs_filler: " << error.what() << "\n";
    return 1;
  }
}
