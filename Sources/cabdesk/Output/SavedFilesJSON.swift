/// What `attachments save --json` prints.
struct SavedFilesJSON: Encodable {
    let files: [SavedFileJSON]
}
