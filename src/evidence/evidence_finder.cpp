#include "evidence/evidence_finder.h"

#include <algorithm>
#include <set>
#include <system_error>

#include "evidence/archive_search.h"
#include "evidence/archive_walk.h"
#include "evidence/event_log_signs.h"
#include "evidence/file_source.h"
#include "evidence/image_search.h"

namespace logonloom {
namespace {

namespace fs = std::filesystem;

class Finder {
 public:
  Finder(const std::vector<std::string>& passwords, MemberCache& cache, ImageShelf& shelf)
      : passwords_(passwords), cache_(cache), shelf_(shelf) {}

  FoundEvidence Run(const std::vector<fs::path>& inputs) {
    for (const fs::path& input : inputs) Look(input);
    for (FoundFile& file : result_.files)
      if (file.collection.layout.empty()) file.collection = result_.signs.Of(file.path.string());
    std::sort(result_.files.begin(), result_.files.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
    return std::move(result_);
  }

 private:
  void Look(const fs::path& input) {
    std::error_code error;
    const fs::file_status status = fs::status(input, error);
    if (status.type() == fs::file_type::not_found) {
      AddProblem(input, "There is no such file or folder. Check the path.", true, true);
    } else if (fs::is_directory(status)) {
      Search(input);
    } else if (fs::is_regular_file(status)) {
      Inspect(input, true);
    } else {
      AddProblem(input,
                 "It is neither a file nor a folder, or may not be looked at" +
                     (error ? ": " + error.message() : std::string()) + ".",
                 true, false);
    }
  }

  void Search(const fs::path& folder) {
    std::error_code error;
    fs::recursive_directory_iterator walk(folder, error);
    if (error) {
      AddProblem(folder,
                 "The folder cannot be read: " + error.message() + ". Check its permissions.", true,
                 false);
      return;
    }
    for (const fs::recursive_directory_iterator end; walk != end;) {
      const fs::path path = walk->path();
      std::error_code type_error;
      if (walk->is_regular_file(type_error))
        Inspect(path, false);
      else if (walk->is_symlink(type_error) && !walk->exists(type_error) && IsLogByName(path))
        AddProblem(path, "The link leads nowhere. Collect the file that it stands for.", false,
                   false);
      if (walk->is_directory(type_error) && !walk->is_symlink(type_error)) CheckFolder(path, walk);
      walk.increment(error);
      if (error) {
        AddProblem(path, "The search cannot go on here: " + error.message() + ".", false, false);
        break;
      }
    }
  }

  void CheckFolder(const fs::path& path, fs::recursive_directory_iterator& walk) {
    std::error_code error;
    const fs::directory_iterator probe(path, error);
    if (!error) return;
    AddProblem(path, "The folder cannot be read: " + error.message() + ". Check its permissions.",
               false, false);
    walk.disable_recursion_pending();
  }

  void Inspect(const fs::path& path, bool named) {
    const bool suspected = named || IsLogByName(path);
    std::error_code error;
    fs::path canonical = fs::canonical(path, error);
    if (error) canonical = path;
    if (!seen_.insert(canonical).second) return;
    try {
      FileSource source(path);
      if (InspectImage(source, path, named)) return;
      const EvidenceForm form = FormOf(source);
      if (form != EvidenceForm::kNeither) {
        result_.files.push_back({path, source.size(), form, {}, {}, {}, {}});
      } else if (IsArchive(source)) {
        const std::size_t before = result_.files.size() + result_.problems.size();
        SearchArchive(source, path, named, passwords_, cache_, result_);
        if (named && result_.files.size() + result_.problems.size() == before)
          AddProblem(path, "The archive holds no event log.", true, false);
      } else if (suspected) {
        AddProblem(path, WhyNoLog(source), named, false);
      } else {
        result_.signs.Note(path.string(), source);
        ++result_.ignored;
      }
    } catch (const std::system_error& failure) {
      AddProblem(path,
                 "The file cannot be read: " + failure.code().message() +
                     ". Check its permissions and the medium.",
                 named, false);
    }
  }

  // Before logs are looked for: in an image a chunk may stand where one would in a log.
  bool InspectImage(EvidenceSource& source, const fs::path& path, bool named) {
    const std::size_t before = result_.files.size() + result_.problems.size();
    if (!SearchImage(source, path, named, shelf_, result_)) return false;
    if (named && !IsLaterPart(source) && result_.files.size() + result_.problems.size() == before)
      AddProblem(path, "The image holds no event log. Carve it for what is left of them.", true,
                 false);
    return true;
  }

  void AddProblem(const fs::path& path, std::string reason, bool named, bool missing) {
    result_.problems.push_back({path, std::move(reason), named, missing});
  }

  const std::vector<std::string>& passwords_;
  MemberCache& cache_;
  ImageShelf& shelf_;
  FoundEvidence result_;
  std::set<fs::path> seen_;
};

}  // namespace

FoundEvidence FindEvidence(const std::vector<fs::path>& inputs,
                           const std::vector<std::string>& passwords, MemberCache& cache,
                           ImageShelf& shelf) {
  return Finder(passwords, cache, shelf).Run(inputs);
}

}  // namespace logonloom
