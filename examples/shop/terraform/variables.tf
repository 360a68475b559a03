variable "project_id" {
  type = string
}

variable "environment" {
  type = string
}

variable "database_tier" {
  type    = string
  default = "db-f1-micro"
}
