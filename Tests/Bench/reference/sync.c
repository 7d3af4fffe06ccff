/* The least that a first synchronisation can be: downloads the change feed by libcurl and keeps nothing of it but the
 * cursor; inserts the rows that a program made of it into a new database by SQLite's C interface.
 * usage: sync URL CA-FILE STORE.SQLITE NEW.SQLITE < token ; prints the milliseconds of both and the bytes downloaded. */
#define _XOPEN_SOURCE 700
#include <curl/curl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const tables[] = {"ticket", "message", "attachment", "event", "read_mark"};

static void fail(const char *why)
{
    fprintf(stderr, "sync: %s\n", why);
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* Downloading */

struct page {
    char *bytes;
    size_t length, capacity;
};

static size_t keep(char *bytes, size_t one, size_t count, void *target)
{
    struct page *page = target;
    if (page->length + count + 1 > page->capacity) {
        page->capacity = 2 * (page->length + count + 1);
        page->bytes = realloc(page->bytes, page->capacity);
    }
    memcpy(page->bytes + page->length, bytes, count);
    page->length += count;
    page->bytes[page->length] = 0;
    return one * count;
}

/* Both stand after all changes, or before them: no text can hold an unescaped quotation mark. */
static char *cursor_of(const struct page *page, char *cursor, size_t capacity)
{
    const char *found = strstr(page->bytes, "\"cursor\":\"");
    if (!found)
        fail(page->bytes);
    found += strlen("\"cursor\":\"");
    size_t length = strcspn(found, "\"");
    if (length >= capacity)
        fail("a long cursor");
    memcpy(cursor, found, length);
    cursor[length] = 0;
    return cursor;
}

static size_t download(const char *url, const char *ca_file, const char *token)
{
    CURL *curl = curl_easy_init();
    char authorization[512], address[2048], cursor[1024] = "";
    snprintf(authorization, sizeof authorization, "Authorization: Bearer %s", token);
    struct curl_slist *headers = curl_slist_append(NULL, authorization);
    struct page page = {0};
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
    /* Over HTTP/2 the server would end the connection after some 200 answers, because of what libcurl sends. */
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page);
    size_t bytes = 0;
    do {
        page.length = 0;
        snprintf(address, sizeof address, "%s/v1/changes?limit=500%s%s", url, *cursor ? "&after=" : "", cursor);
        curl_easy_setopt(curl, CURLOPT_URL, address);
        CURLcode code = curl_easy_perform(curl);
        if (code != CURLE_OK)
            fail(curl_easy_strerror(code));
        bytes += page.length;
        cursor_of(&page, cursor, sizeof cursor);
    } while (strstr(page.bytes, "\"hasMore\":true"));
    curl_easy_cleanup(curl);
    return bytes;
}

/* Inserting */

struct rows {
    int columns;
    size_t count, capacity;
    sqlite3_value **values;
};

static sqlite3_stmt *prepare(sqlite3 *database, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
    return statement;
}

static void run(sqlite3 *database, const char *sql)
{
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(database));
}

static struct rows load(sqlite3 *source, const char *table)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT * FROM %s", table);
    sqlite3_stmt *select = prepare(source, sql);
    struct rows rows = {.columns = sqlite3_column_count(select)};
    while (sqlite3_step(select) == SQLITE_ROW) {
        if ((rows.count + 1) * rows.columns > rows.capacity) {
            rows.capacity = 2 * rows.capacity + 1000 * rows.columns;
            rows.values = realloc(rows.values, rows.capacity * sizeof *rows.values);
        }
        for (int column = 0; column < rows.columns; column++)
            rows.values[rows.count * rows.columns + column] = sqlite3_value_dup(sqlite3_column_value(select, column));
        rows.count++;
    }
    sqlite3_finalize(select);
    return rows;
}

/* The table as it is in the source, with its indices and without triggers. */
static void declare(sqlite3 *source, sqlite3 *target, const char *table)
{
    sqlite3_stmt *select = prepare(
        source, "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type <> 'trigger' AND sql IS NOT NULL ORDER BY type DESC");
    sqlite3_bind_text(select, 1, table, -1, SQLITE_STATIC);
    while (sqlite3_step(select) == SQLITE_ROW)
        run(target, (const char *) sqlite3_column_text(select, 0));
    sqlite3_finalize(select);
}

static void insert(sqlite3 *target, const char *table, const struct rows *rows)
{
    char sql[1000];
    int length = snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);
    for (int column = 1; column < rows->columns; column++)
        length += snprintf(sql + length, sizeof sql - length, ",?");
    snprintf(sql + length, sizeof sql - length, ")");
    sqlite3_stmt *statement = prepare(target, sql);
    for (size_t row = 0; row < rows->count; row++) {
        for (int column = 0; column < rows->columns; column++)
            sqlite3_bind_value(statement, column + 1, rows->values[row * rows->columns + column]);
        if (sqlite3_step(statement) != SQLITE_DONE)
            fail(sqlite3_errmsg(target));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
}

int main(int count, char **arguments)
{
    enum { TABLES = sizeof tables / sizeof *tables };
    char token[200];
    if (count != 5 || !fgets(token, sizeof token, stdin))
        fail("usage: sync URL CA-FILE STORE.SQLITE NEW.SQLITE < token");
    token[strcspn(token, "\n")] = 0;

    double began = now();
    size_t bytes = download(arguments[1], arguments[2], token);
    double downloaded = now() - began;

    sqlite3 *source, *target;
    if (sqlite3_open_v2(arguments[3], &source, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        fail(sqlite3_errmsg(source));
    if (sqlite3_open(arguments[4], &target) != SQLITE_OK)
        fail(sqlite3_errmsg(target));
    run(target, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    struct rows rows[TABLES];
    for (int table = 0; table < TABLES; table++) {
        declare(source, target, tables[table]);
        rows[table] = load(source, tables[table]);
    }
    began = now();
    run(target, "BEGIN");
    for (int table = 0; table < TABLES; table++)
        insert(target, tables[table], &rows[table]);
    run(target, "COMMIT");
    printf("%.3f %.3f %zu\n", downloaded, now() - began, bytes);
    return 0;
}
