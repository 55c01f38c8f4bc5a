# Writes OUTPUT, an SPDX 2.3 document of what PROGRAM was linked from, and the folder LICENCES.
# What is in the program: the archives with a member in the linker's MAP, the shared libraries that
# PROGRAM itself names, and the libraries of HEADERS («|» between them). Debian's database of
# packages says whose they are; for those under PREFIX its sources.txt does.
cmake_minimum_required(VERSION 3.25)

file(STRINGS ${SOURCE}/cmake/licences.txt licence_rows REGEX "^[^#]")
file(REMOVE_RECURSE ${LICENCES})
file(MAKE_DIRECTORY ${LICENCES})
find_program(DPKG_QUERY dpkg-query)
set(distribution debian)
if(EXISTS /etc/os-release)
  file(STRINGS /etc/os-release id REGEX "^ID=")
  string(REGEX REPLACE "^ID=\"?([a-z]+).*" "\\1" distribution "${id}")
endif()

function(licence_of source variable)
  set(${variable} NOASSERTION PARENT_SCOPE)
  foreach(row IN LISTS licence_rows)
    if(row MATCHES "^([^ ]+) (.+)$" AND CMAKE_MATCH_1 STREQUAL source)
      set(${variable} "${CMAKE_MATCH_2}" PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# The binary package that a file belongs to; its path may be written with or without /usr.
function(package_of file variable)
  set(${variable} "" PARENT_SCOPE)
  if(NOT DPKG_QUERY)
    return()
  endif()
  file(REAL_PATH ${file} real)
  string(REGEX REPLACE "^/usr" "" short ${real})
  foreach(path IN ITEMS ${real} ${short} ${file})
    execute_process(COMMAND ${DPKG_QUERY} -S ${path} OUTPUT_VARIABLE answer ERROR_QUIET
                    RESULT_VARIABLE status)
    if(status EQUAL 0 AND answer MATCHES "^([^,:\n]+)")
      set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
      return()
    endif()
  endforeach()
endfunction()

# Adds one package and how it is linked; a package that is there already is left as it is.
function(add_package name version source purl how)
  string(MAKE_C_IDENTIFIER "${name}" id)
  string(REPLACE "_" "-" id "SPDXRef-${id}")
  get_property(known GLOBAL PROPERTY ids)
  if(id IN_LIST known)
    return()
  endif()
  licence_of("${source}" licence)
  set(reference "")
  if(purl)
    set(reference ",
      \"externalRefs\": [{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\",
        \"referenceLocator\": \"${purl}\"}]")
  endif()
  set_property(GLOBAL APPEND PROPERTY ids ${id})
  set_property(GLOBAL APPEND_STRING PROPERTY packages ",
    {
      \"SPDXID\": \"${id}\", \"name\": \"${name}\", \"versionInfo\": \"${version}\",
      \"sourceInfo\": \"source package ${source}\",
      \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false,
      \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": \"${licence}\",
      \"copyrightText\": \"NOASSERTION\"${reference}
    }")
  set_property(GLOBAL APPEND_STRING PROPERTY relationships ",
    {\"spdxElementId\": \"SPDXRef-logonloom\", \"relationshipType\": \"${how}\",
     \"relatedSpdxElement\": \"${id}\"}")
endfunction()

# A library that dependencies.sh built: file name → source package → version.
function(add_built file how)
  get_filename_component(name ${file} NAME)
  file(STRINGS ${PREFIX}/sources.txt rows)
  foreach(row IN LISTS rows)
    string(REPLACE " " ";" cells "${row}")
    list(GET cells 0 source)
    list(GET cells 1 version)
    list(SUBLIST cells 2 -1 files)
    if(name IN_LIST files)
      string(REPLACE "+" "%2B" purl_version ${version})
      string(REPLACE ":" "%3A" purl_version ${purl_version})
      add_package("${source}" "${version}" "${source}"
                  "pkg:deb/${distribution}/${source}@${purl_version}?arch=source" "${how}")
      file(COPY_FILE ${PREFIX}/licences/${source} ${LICENCES}/${source}.txt)
      return()
    endif()
  endforeach()
  message(FATAL_ERROR "${PREFIX}/sources.txt does not say what ${file} was built from")
endfunction()

function(add_file file how)
  string(FIND "${file}" "${PREFIX}/" at_prefix)
  if(PREFIX AND at_prefix EQUAL 0)
    add_built(${file} ${how})
    return()
  endif()
  package_of(${file} package)
  if(NOT package)
    get_filename_component(name ${file} NAME)
    add_package(${name} NOASSERTION ${name} "" ${how})
    return()
  endif()
  execute_process(
    COMMAND ${DPKG_QUERY} -W -f "\${Version} \${source:Package} \${Architecture}\n" ${package}
    OUTPUT_VARIABLE answer COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCH "^([^ ]+) ([^ ]+) ([^ \n]+)" line "${answer}")
  set(version ${CMAKE_MATCH_1})
  set(source ${CMAKE_MATCH_2})
  set(architecture ${CMAKE_MATCH_3})
  string(REPLACE "+" "%2B" purl_name ${package})
  string(REPLACE "+" "%2B" purl_version ${version})
  string(REPLACE ":" "%3A" purl_version ${purl_version})
  add_package(${package} ${version} ${source}
              "pkg:deb/${distribution}/${purl_name}@${purl_version}?arch=${architecture}" ${how})
  if(EXISTS /usr/share/doc/${package}/copyright)
    file(READ /usr/share/doc/${package}/copyright text)
    file(WRITE ${LICENCES}/${source}.txt "${text}")
  endif()
endfunction()

# «/usr/lib/libz.a(inflate.o)», as GNU ld and mold write it; our own archives have relative paths.
file(STRINGS ${MAP} lines REGEX "\\.a\\(")
set(archives "")
foreach(line IN LISTS lines)
  if(line MATCHES "(^|[ \t])(/[^ \t()]+\\.a)\\(")
    list(APPEND archives ${CMAKE_MATCH_2})
  endif()
endforeach()
list(REMOVE_DUPLICATES archives)
foreach(archive IN LISTS archives)
  file(REAL_PATH ${archive} real)
  add_file(${real} STATIC_LINK)
endforeach()

if(READELF)
  execute_process(COMMAND ${READELF} -d ${PROGRAM} OUTPUT_VARIABLE dynamic ERROR_QUIET)
  string(REGEX MATCHALL "NEEDED[^\n]*\\[[^]\n]+\\]" needed "${dynamic}")
  execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE found ERROR_QUIET)
  foreach(entry IN LISTS needed)
    string(REGEX REPLACE ".*\\[([^]]+)\\]" "\\1" name "${entry}")
    string(REPLACE "+" "\\+" pattern "${name}")
    if(found MATCHES "${pattern} => ([^ \n]+)")
      add_file(${CMAKE_MATCH_1} DYNAMIC_LINK)
    elseif(found MATCHES "[ \t](/[^ \n]*/${pattern})")
      add_file(${CMAKE_MATCH_1} DYNAMIC_LINK)
    endif()
  endforeach()
endif()

string(REPLACE "|" ";" headers "${HEADERS}")
foreach(header IN LISTS headers)
  add_file(${header} CONTAINS)
endforeach()

file(SHA256 ${PROGRAM} sum)
string(UUID document_id NAMESPACE 6ba7b811-9dad-11d1-80b4-00c04fd430c8 NAME ${sum} TYPE SHA1)
string(TIMESTAMP now "%Y-%m-%dT%H:%M:%SZ" UTC)
get_property(packages GLOBAL PROPERTY packages)
get_property(relationships GLOBAL PROPERTY relationships)
get_filename_component(file_name ${PROGRAM} NAME)
file(WRITE ${OUTPUT} "{
  \"spdxVersion\": \"SPDX-2.3\", \"dataLicense\": \"CC0-1.0\", \"SPDXID\": \"SPDXRef-DOCUMENT\",
  \"name\": \"logonloom-${VERSION}\", \"documentNamespace\": \"urn:uuid:${document_id}\",
  \"creationInfo\": {\"created\": \"${now}\", \"creators\": [\"Tool: CMake-${CMAKE_VERSION}\"]},
  \"hasExtractedLicensingInfos\": [
    {\"licenseId\": \"LicenseRef-public-domain\",
     \"extractedText\": \"In the public domain; the package's copyright file has the words.\"}
  ],
  \"packages\": [
    {
      \"SPDXID\": \"SPDXRef-logonloom\", \"name\": \"logonloom\", \"versionInfo\": \"${VERSION}\",
      \"packageFileName\": \"${file_name}\",
      \"checksums\": [{\"algorithm\": \"SHA256\", \"checksumValue\": \"${sum}\"}],
      \"downloadLocation\": \"NOASSERTION\", \"filesAnalyzed\": false,
      \"licenseConcluded\": \"NOASSERTION\", \"licenseDeclared\": \"Apache-2.0\",
      \"copyrightText\": \"The logonloom authors\"
    }${packages}
  ],
  \"relationships\": [
    {\"spdxElementId\": \"SPDXRef-DOCUMENT\", \"relationshipType\": \"DESCRIBES\",
     \"relatedSpdxElement\": \"SPDXRef-logonloom\"}${relationships}
  ]
}
")
