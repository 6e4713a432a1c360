from reports.documents.papers import PDF, XLSX, Rendered, page_pictures, render, whole_fingerprint
from reports.documents.proof import proof_archive

__all__ = ["PDF", "XLSX", "Rendered", "page_pictures", "proof_archive", "render", "whole_fingerprint"]
