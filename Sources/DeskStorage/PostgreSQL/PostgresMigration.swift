import HelpdeskDesk
import SQLDatabase

/// Brings the tables in PostgreSQL up to date.
enum PostgresMigration {
    /// Throws ``ServerFailure``.
    static func run(on pool: PostgresPool, versions: [PostgresVersion] = PostgresSchema.versions) throws {
        guard try DatabaseFailure.explain({ try pool.migrate(versions) }) else {
            throw ServerFailure(
                "The database was changed by a newer version of cabdeskd, with which this one cannot work. Install that "
                    + "version or a newer one.")
        }
    }
}
