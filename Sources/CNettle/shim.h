#pragma once

#include <nettle/gcm.h>
#include <nettle/hkdf.h>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

// What nettle offers by pointers to functions, which Swift cannot name.

/// HKDF with HMAC-SHA256 (RFC 5869): `length` bytes into `output`.
static inline void cnettle_hkdf_sha256(
    size_t secret_length, const uint8_t *secret, size_t salt_length, const uint8_t *salt, size_t info_length,
    const uint8_t *info, size_t length, uint8_t *output) {
    struct hmac_sha256_ctx context;
    uint8_t pseudorandom_key[SHA256_DIGEST_SIZE];
    hmac_sha256_set_key(&context, salt_length, salt);
    hkdf_extract(
        &context, (nettle_hash_update_func *)hmac_sha256_update, (nettle_hash_digest_func *)hmac_sha256_digest,
        SHA256_DIGEST_SIZE, secret_length, secret, pseudorandom_key);
    hmac_sha256_set_key(&context, SHA256_DIGEST_SIZE, pseudorandom_key);
    hkdf_expand(
        &context, (nettle_hash_update_func *)hmac_sha256_update, (nettle_hash_digest_func *)hmac_sha256_digest,
        SHA256_DIGEST_SIZE, info_length, info, length, output);
}
