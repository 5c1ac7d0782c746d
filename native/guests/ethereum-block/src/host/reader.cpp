// SPDX-License-Identifier: MIT OR Apache-2.0
#include "host/reader.hpp"

#include <sys/mman.h>

namespace ethereum
{

std::jmp_buf *host::on_out_of_memory = nullptr;

void out_of_memory()
{
    if (host::on_out_of_memory != nullptr)
        std::longjmp(*host::on_out_of_memory, 1);
    std::fprintf(stderr, "out of memory\n");
    std::exit(3);
}

namespace host
{

Bytes read_file(const char *path)
{
    std::FILE *file = std::fopen(path, "rb");
    if (file == nullptr || std::fseek(file, 0, SEEK_END) != 0) {
        std::fprintf(stderr, "cannot read %s\n", path);
        std::exit(2);
    }
    size_t size = static_cast<size_t>(std::ftell(file));
    std::rewind(file);
    uint8_t *content = static_cast<uint8_t *>(std::malloc(size + 1));
    if (content == nullptr || std::fread(content, 1, size, file) != size) {
        std::fprintf(stderr, "cannot read %s\n", path);
        std::exit(2);
    }
    std::fclose(file);
    return { content, size };
}

void write_file(const char *path, Bytes content)
{
    std::FILE *file = std::fopen(path, "wb");
    if (file == nullptr || std::fwrite(content.data, 1, content.size, file) != content.size || std::fclose(file) != 0) {
        std::fprintf(stderr, "cannot write %s\n", path);
        std::exit(2);
    }
}

Arena make_arena()
{
    // The sanitizer touches an eighth of it at once.
    constexpr size_t Size = size_t(RedZone != 0 ? 1 : 8) << 30;
    void *region = mmap(nullptr, Size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (region == MAP_FAILED)
        out_of_memory();
    poison(region, Size);
    return Arena::of_zeros(region, Size);
}

} // namespace host
} // namespace ethereum
