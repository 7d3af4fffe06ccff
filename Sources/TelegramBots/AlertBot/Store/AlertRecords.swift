import GRDB

/// The alert bot's tables within one transaction. What is written is meant by the methods' names.
struct AlertRecords {
    let db: Database
}
