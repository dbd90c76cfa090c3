"""Results become what people read: tables, workbooks and sentences."""
