// SPDX-License-Identifier: MIT OR Apache-2.0

#include "runtime/shared_library.hpp"

#include <dlfcn.h>

pico::shared_library::shared_library(const char *path) : handle_(dlopen(path, RTLD_NOW | RTLD_LOCAL))
{
    if (handle_ == nullptr) {
        const char *const text = dlerror();
        reason_ = text == nullptr ? "it cannot be loaded" : text;
    }
}

void *pico::shared_library::address(const char *symbol) const
{
    return dlsym(handle_, symbol);
}
