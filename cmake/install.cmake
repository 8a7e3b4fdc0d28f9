# What is installed, and the Debian package. Two components: `program` (the program, what it reads, its manual) and `library`
# (headers, static libraries and find_package(echelon) for those who want the engine inside a program of their own).
include(GNUInstallDirs)
set(data_folder ${CMAKE_INSTALL_DATADIR}/echelon)
set(config_folder ${CMAKE_INSTALL_LIBDIR}/cmake/echelon)

# The program finds what it reads beside itself, in share/echelon (src/app/home.cpp).
install(TARGETS echelon RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(DIRECTORY config scenarios DESTINATION ${data_folder} COMPONENT program)
install(DIRECTORY bench/peers DESTINATION ${data_folder}/bench COMPONENT program FILES_MATCHING PATTERN "*.py")
install(DIRECTORY notebooks DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program PATTERN "*.py" EXCLUDE PATTERN "__pycache__" EXCLUDE)
install(FILES README.md CONTRIBUTING.md CHANGELOG.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT program)
install(DIRECTORY third_party/echarts DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program FILES_MATCHING PATTERN "LICENSE*" PATTERN "NOTICE")

# What the program says about itself is written when it is installed, so that it is never out of date.
function(install_told file folder)
  set(told ${PROJECT_BINARY_DIR}/told/${file})
  cmake_path(GET told PARENT_PATH place)
  file(MAKE_DIRECTORY ${place})
  list(JOIN ARGN " " words)
  install(CODE "execute_process(COMMAND \"${CMAKE_COMMAND}\" -E env \"ECHELON_HOME=${PROJECT_SOURCE_DIR}\" \"$<TARGET_FILE:echelon>\" ${words} OUTPUT_FILE \"${told}\" COMMAND_ERROR_IS_FATAL ANY)" COMPONENT program)
  install(FILES ${told} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder} COMPONENT program)
endfunction()
install_told(echelon.1 man/man1 man)
install_told(bash/echelon bash-completion/completions completions bash)
install_told(zsh/_echelon zsh/vendor-completions completions zsh)
install_told(fish/echelon.fish fish/vendor_completions.d completions fish)
install_told(echelon.schema.json echelon schema)

# find_package(echelon): echelon::engine, echelon::io, echelon::report and what they stand on.
set(libraries)
foreach(layer core model engine io report)
  set_target_properties(echelon_${layer} PROPERTIES EXPORT_NAME ${layer})
  list(APPEND libraries echelon_${layer})
endforeach()
set_target_properties(echelon_flags PROPERTIES EXPORT_NAME flags)
install(TARGETS echelon_flags ${libraries} EXPORT echelon_targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT library)
install(EXPORT echelon_targets NAMESPACE echelon:: FILE echelon-targets.cmake DESTINATION ${config_folder} COMPONENT library)
install(DIRECTORY src/core src/model src/engine src/io src/report DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/echelon COMPONENT library
        FILES_MATCHING PATTERN "*.hpp")
include(CMakePackageConfigHelpers)
configure_package_config_file(cmake/echelon-config.cmake.in ${PROJECT_BINARY_DIR}/echelon-config.cmake
  INSTALL_DESTINATION ${config_folder} PATH_VARS data_folder NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/echelon-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/echelon-config.cmake ${PROJECT_BINARY_DIR}/echelon-config-version.cmake
        DESTINATION ${config_folder} COMPONENT library)

# cpack --preset release: echelon_VERSION_ARCH.deb and libechelon-dev_VERSION_ARCH.deb in the build folder.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME echelon)
set(CPACK_PACKAGE_VENDOR "echelon contributors")
set(CPACK_PACKAGE_CONTACT "echelon contributors <echelon@localhost>")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program library)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME echelon)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SUGGESTS "python3-xarray, python3-h5netcdf, fonts-noto-cjk")
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "It asks what a city's published policy can do for its published targets, simulates
the city's firms one by one and quarter by quarter in many possible worlds, and
answers with probabilities. Tables on the terminal, one HTML page, and an HDF5 file
that every netCDF reader opens.")
set(CPACK_DEBIAN_LIBRARY_PACKAGE_NAME libechelon-dev)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_LIBRARY_PACKAGE_DEPENDS
    "echelon (= ${PROJECT_VERSION}), libboost-dev, libeigen3-dev, libyaml-cpp-dev, libhdf5-dev, libfmt-dev")
set(CPACK_DEBIAN_LIBRARY_DESCRIPTION "Headers, static libraries and the files of find_package(echelon), for programs that
run the engine themselves.")
include(CPack)
